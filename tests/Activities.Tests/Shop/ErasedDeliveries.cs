using System.Collections.Concurrent;
using Notify.Activities.Erasing;

namespace Notify.Activities.Tests.Shop;

/// <summary>Stands where the workflow engine is: keeps whose deliveries were ended.</summary>
internal sealed class ErasedDeliveries : IDeliveryEraser
{
    public ConcurrentQueue<string> Users { get; } = new();

    public Task<long> EraseAsync(string userId, CancellationToken cancellationToken)
    {
        Users.Enqueue(userId);
        return Task.FromResult(1L);
    }
}
