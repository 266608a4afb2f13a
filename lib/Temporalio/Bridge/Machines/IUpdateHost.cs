namespace Temporalio.Bridge.Machines;

/// <summary>What updates need besides: they answer by protocol message.</summary>
internal interface IUpdateHost : IMachineHost
{
    /// <summary>Queues a protocol message that no command stands for.</summary>
    void SendMessage(Api.Protocol.V1.Message message);

    /// <summary>The workflow has nothing more to say about that update.</summary>
    void UpdateDone(string protocolInstanceId);
}
