namespace TemporalServer.Http;

/// <summary>Answers the requests of a route.</summary>
internal interface IApiHandler
{
    /// <summary>Answers one request; throws <see cref="Temporalio.Transport.GrpcStatusException"/> to refuse it.</summary>
    Task HandleAsync(ApiCall call);
}
