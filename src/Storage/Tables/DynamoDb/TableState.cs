using Notify.Storage.Setup;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>How <see cref="DynamoDbSchema"/> found and left a table.</summary>
/// <param name="Name">Its name in DynamoDB.</param>
/// <param name="Table">The table itself, with its keys, on-demand billing and encryption.</param>
/// <param name="Recovery">Recovery to any second of the last 35 days.</param>
/// <param name="Expiry">Removal of expired rows.</param>
public sealed record TableState(string Name, StepState Table, StepState Recovery, StepState Expiry);
