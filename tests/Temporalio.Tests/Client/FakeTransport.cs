using Google.Protobuf;
using Temporalio.Transport;

namespace Temporalio.Tests.Client;

/// <summary>
/// A server of this process under an address of its own, that answers with what a test gives it. Every request passes
/// through the wire form, so what is answered was really sent.
/// </summary>
internal sealed class FakeTransport : IServiceTransport, IDisposable
{
    private static int next;
    private readonly Dictionary<string, Func<IMessage, CallOptions, IMessage>> answers = [];
    private readonly IDisposable registration;

    public FakeTransport()
    {
        Address = $"fake-{Interlocked.Increment(ref next)}:7233";
        registration = InProcessServers.Register(Address, this);
        On<Api.WorkflowService.V1.GetSystemInfoRequest>("GetSystemInfo", _ => new Api.WorkflowService.V1.GetSystemInfoResponse());
    }

    public string Address { get; }

    public List<string> Calls { get; } = [];

    public FakeTransport On<TRequest>(string method, Func<TRequest, IMessage> answer)
        where TRequest : IMessage<TRequest>, new() =>
        On<TRequest>(method, (request, _) => answer(request));

    public FakeTransport On<TRequest>(string method, Func<TRequest, CallOptions, IMessage> answer)
        where TRequest : IMessage<TRequest>, new()
    {
        answers[method] = (request, options) =>
        {
            var copy = new TRequest();
            copy.MergeFrom(request.ToByteArray());
            return answer(copy, options);
        };
        return this;
    }

    public Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        lock (Calls)
        {
            Calls.Add(method);
        }

        return answers.TryGetValue(method, out var answer)
            ? Task.FromResult((TResponse)answer(request, options))
            : throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"{service}/{method} was not expected.");
    }

    public void Dispose() => registration.Dispose();
}
