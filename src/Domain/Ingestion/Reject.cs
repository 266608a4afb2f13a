namespace Notify.Domain.Ingestion;

/// <summary>Why a row of an input file was set aside.</summary>
/// <param name="Line">Physical line of the file on which the row begins, from 1.</param>
/// <param name="Column">The column at fault; empty when the row as a whole is.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Reason">What is wrong with it, the bound, and what would be right.</param>
public sealed record Reject(long Line, string Column, string Value, string Reason);
