namespace Notify.Storage.Setup;

/// <summary>How one thing was found and left.</summary>
public enum StepState
{
    /// <summary>It was there.</summary>
    There,

    /// <summary>It was made.</summary>
    Made,

    /// <summary>It is not there, and was not made because nothing should be changed.</summary>
    Missing,

    /// <summary>It was made without on-demand billing and encryption, which the server does not support.</summary>
    MadePlain,

    /// <summary>The server does not support it; it was left out.</summary>
    Unsupported,

    /// <summary>It is not called for.</summary>
    NotNeeded,
}
