namespace Notify.AwsDoubles.S3;

/// <summary>Something that goes wrong with a request.</summary>
public sealed record S3Fault
{
    internal int Status { get; private init; }

    internal string Code { get; private init; } = "";

    internal int? CutAfter { get; private init; }

    internal int? StallAfter { get; private init; }

    internal bool LosesAnswer { get; private init; }

    internal bool Damages { get; private init; }

    /// <summary>Nothing is done but to answer so.</summary>
    public static S3Fault Answer(int status, string code) => new() { Status = status, Code = code };

    /// <summary>The connection is cut after that many bytes of the content: of a put's before anything is kept, of a get's in the middle.</summary>
    public static S3Fault Cut(int afterBytes) => new() { CutAfter = afterBytes };

    /// <summary>After that many bytes of the answer's content no more comes.</summary>
    public static S3Fault Stall(int afterBytes) => new() { StallAfter = afterBytes };

    /// <summary>It is done, but the connection is cut before the answer.</summary>
    public static S3Fault LoseAnswer() => new() { LosesAnswer = true };

    /// <summary>A bit of the content is wrong.</summary>
    public static S3Fault Damage() => new() { Damages = true };
}
