namespace Notify.Storage.Tables.DynamoDb;

/// <summary>How <see cref="DynamoDbSchema"/> found and left a table.</summary>
/// <param name="Name">Its name in DynamoDB.</param>
/// <param name="Table">The table itself, with its keys, on-demand billing and encryption.</param>
/// <param name="Recovery">Recovery to any second of the last 35 days.</param>
/// <param name="Expiry">Removal of expired rows.</param>
public sealed record TableState(string Name, StepState Table, StepState Recovery, StepState Expiry);

/// <summary>How one thing was found and left.</summary>
public enum StepState
{
    /// <summary>It was there.</summary>
    There,

    /// <summary>It was made.</summary>
    Made,

    /// <summary>It is not there, and was not made because nothing should be changed.</summary>
    Missing,

    /// <summary>It was made without on-demand billing and encryption, which the server does not support.</summary>
    MadePlain,

    /// <summary>The server does not support it; it was left out.</summary>
    Unsupported,

    /// <summary>It is not called for.</summary>
    NotNeeded,
}
