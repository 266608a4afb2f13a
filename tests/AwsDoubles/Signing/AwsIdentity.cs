namespace Notify.AwsDoubles.Signing;

/// <summary>Who may call, and for what.</summary>
/// <param name="AccessKey">The key's id.</param>
/// <param name="SecretKey">What signatures are made with.</param>
/// <param name="Region">That a signature must be for.</param>
/// <param name="Service">That a signature must be for, such as <c>s3</c>.</param>
public sealed record AwsIdentity(string AccessKey, string SecretKey, string Region, string Service)
{
    /// <summary>Credentials that no account has.</summary>
    public static AwsIdentity Of(string service) => new("AKIDOUBLE", "double/secret+key", "eu-central-1", service);
}
