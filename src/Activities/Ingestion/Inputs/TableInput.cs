using Notify.Activities.Ingestion.Formats;

namespace Notify.Activities.Ingestion.Inputs;

/// <summary>What a delivery holds for one table: a file, or a folder of parts.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">As reports show it, such as <c>users.csv</c> or <c>users/</c>.</param>
/// <param name="Parts">In the order of their names; of two rows with one key the later counts.</param>
internal sealed record TableInput(LoadTable Table, string Name, IReadOnlyList<InputPart> Parts);
