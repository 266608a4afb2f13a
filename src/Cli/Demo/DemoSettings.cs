namespace Notify.Cli.Demo;

/// <summary>How a demo runs.</summary>
/// <param name="DataFolder">Folder of CSV files.</param>
/// <param name="Home">Folder for its state; emptied first.</param>
/// <param name="Date">The day to live through; null to choose one.</param>
/// <param name="Speed">Seconds of the shop's time in a real second.</param>
/// <param name="TimeZone">For customers without one.</param>
internal sealed record DemoSettings(string DataFolder, string Home, DateOnly? Date, double Speed, string? TimeZone);
