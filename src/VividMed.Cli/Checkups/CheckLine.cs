namespace VividMed.Cli.Checkups;

/// <summary>One thing that was looked at: how it is, and what helps where it is not as it should be.</summary>
/// <param name="Part">What it belongs to: settings, models, store, hub, libraries, device, space or fonts.</param>
/// <param name="Name">What was looked at.</param>
/// <param name="Found">What was seen; no secret.</param>
/// <param name="Cure">What to do about it; null where nothing needs to be done, or where the finding says it already.</param>
internal sealed record CheckLine(string Part, string Name, CheckState State, string Found, string? Cure = null)
{
    public static CheckLine Ok(string part, string name, string found) => new(part, name, CheckState.Ok, found);

    public static CheckLine Warn(string part, string name, string found, string? cure) => new(part, name, CheckState.Warn, found, cure);

    public static CheckLine Bad(string part, string name, string found, string? cure) => new(part, name, CheckState.Bad, found, cure);
}

/// <summary>How something is.</summary>
internal enum CheckState
{
    /// <summary>Nothing needs to be done.</summary>
    Ok,

    /// <summary>It works, or is not needed by everybody, but somebody should know.</summary>
    Warn,

    /// <summary>Commands that need it will fail.</summary>
    Bad,
}
