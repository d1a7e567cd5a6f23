namespace VividMed.Cli.Tests.Hosting.States;

/// <summary>A clock on which a minute takes a third of a second: what is waited for is, but not for long.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private const int Times = 200;

    public override long TimestampFrequency => System.TimestampFrequency / Times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime / Times, period < TimeSpan.Zero ? period : period / Times);
}
