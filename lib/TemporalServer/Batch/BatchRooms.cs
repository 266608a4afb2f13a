using Microsoft.Extensions.Logging;
using TemporalServer.Rpc;
using TemporalServer.Visibility;

namespace TemporalServer.Batch;

/// <summary>What batches need of the server.</summary>
/// <param name="Methods">The server's own methods, which batches call.</param>
/// <param name="Visibility">Selects executions.</param>
/// <param name="Store">Keeps batches.</param>
/// <param name="Time">Machine time.</param>
/// <param name="Logger">Told of batches that broke.</param>
internal sealed record BatchRooms(ServiceTable Methods, VisibilityStore Visibility, BatchStore Store, TimeProvider Time, ILogger Logger);
