using System.CommandLine;
using System.Text;
using Notify.Workers.Encryption;

namespace Notify.Cli.Cluster;

/// <summary>The option that gives the keys with which workflows' data is encrypted.</summary>
internal sealed class EncryptionOption
{
    private const string KeysVariable = "NOTIFY_ENCRYPTION_KEYS";

    private readonly SettingOption file = new(
        "--encryption-keys", "FILE", $"File of AES-256 keys (id:base64, active=id) that encrypt what workflows carry; {KeysVariable} may hold the keys themselves.", "NOTIFY_ENCRYPTION_KEYS_FILE");

    private readonly Func<string, string?> environment;

    /// <param name="environment">Reads an environment variable.</param>
    public EncryptionOption(Func<string, string?> environment) => this.environment = environment;

    /// <summary>Gives a command the option.</summary>
    public void AddTo(Command command) => command.Options.Add(file.Option);

    /// <summary>The keys given; null for none.</summary>
    /// <exception cref="CommandFailedException">They cannot be read or used.</exception>
    public EncryptionKeys? Read(ParseResult parsed)
    {
        var path = file.Read(parsed, environment);
        var given = environment(KeysVariable);
        try
        {
            return (path, string.IsNullOrWhiteSpace(given)) switch
            {
                (null, true) => null,
                (null, false) => EncryptionKeys.Parse(given!, KeysVariable),
                ({ } named, true) => EncryptionKeys.Parse(Encoding.UTF8.GetString(file.ReadFile(named, parsed)), named),
                _ => throw new CommandFailedException(ExitCodes.Usage, $"{KeysVariable} and {file.SourceIn(parsed)} both give encryption keys; keep one of them."),
            };
        }
        catch (EncryptionKeysException fault)
        {
            throw new CommandFailedException(ExitCodes.Usage, fault.Message);
        }
    }
}
