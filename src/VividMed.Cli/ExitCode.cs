namespace VividMed.Cli;

/// <summary>What the process's exit tells a script.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int QuarantineExceeded = 3;
    public const int Cancelled = 130;
}
