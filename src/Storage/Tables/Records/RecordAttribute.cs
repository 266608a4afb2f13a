namespace Notify.Storage.Tables.Records;

/// <summary>One attribute of a record.</summary>
/// <param name="Name">As in the data model, such as <c>avg_order_value</c>.</param>
/// <param name="Kind">How it is kept.</param>
public sealed record RecordAttribute(string Name, AttributeKind Kind);
