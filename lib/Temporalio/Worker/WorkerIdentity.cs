namespace Temporalio.Worker;

/// <summary>Who a worker is to the server.</summary>
/// <param name="Identity">Name in histories.</param>
/// <param name="BuildId">Build of its code.</param>
/// <param name="InstanceKey">This worker and no other.</param>
internal sealed record WorkerIdentity(string Identity, string BuildId, string InstanceKey);
