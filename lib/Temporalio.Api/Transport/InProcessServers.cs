using System.Collections.Concurrent;

namespace Temporalio.Transport;

/// <summary>
/// Servers that live in this process, by the address they listen on. A client that connects to such an address skips
/// the sockets; everything else about it stays the same, histories included. Code that connects need not know.
/// </summary>
public static class InProcessServers
{
    private static readonly ConcurrentDictionary<string, IServiceTransport> Servers =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a server reachable without sockets.</summary>
    /// <param name="address"><c>host:port</c>, exactly as clients will name it.</param>
    /// <param name="transport">The server's own end.</param>
    /// <returns>Dispose it to withdraw the registration.</returns>
    /// <exception cref="InvalidOperationException">Another server has that address.</exception>
    public static IDisposable Register(string address, IServiceTransport transport)
    {
        if (!Servers.TryAdd(address, transport))
        {
            throw new InvalidOperationException(
                $"A server in this process already has the address {address}. Stop it first, or choose another port.");
        }

        return new Registration(address, transport);
    }

    /// <summary>The server in this process at that address, or null.</summary>
    public static IServiceTransport? Find(string address) => Servers.GetValueOrDefault(address);

    private sealed class Registration(string address, IServiceTransport transport) : IDisposable
    {
        public void Dispose() => Servers.TryRemove(KeyValuePair.Create(address, transport));
    }
}
