using CsCheck;
using VividMed.Datasets.Index;

namespace VividMed.Datasets.Tests.Index;

public sealed class SourceClockTests
{
    private static readonly DateTimeOffset Modified = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-TimeSpan.TicksPerHour, false)] // a clock of the source that is ahead of ours
    [InlineData(0, false)]
    [InlineData((2 * TimeSpan.TicksPerSecond) - 1, false)]
    [InlineData(2 * TimeSpan.TicksPerSecond, true)]
    [InlineData(TimeSpan.TicksPerDay, true)]
    public void A_time_vouches_for_what_was_read_two_seconds_later_and_not_a_tick_before(long ticks, bool settled)
    {
        var stamp = $"{Modified.UtcTicks}";
        Assert.Equal(settled, SourceClock.IsSettled(stamp, Modified.AddTicks(ticks)));
        Assert.Equal(settled, SourceClock.IsSettled(stamp, Modified.AddTicks(ticks).ToOffset(TimeSpan.FromHours(5))));
    }

    [Theory]
    [InlineData("0x8DCFA1B2C3D4E5F")]
    [InlineData("crc:01234567")]
    public void An_etag_and_a_checksum_change_with_every_edit(string stamp) => Assert.True(SourceClock.IsSettled(stamp, DateTimeOffset.MinValue));

    [Fact]
    public void What_has_no_stamp_is_never_remembered() => Assert.False(SourceClock.IsSettled("", DateTimeOffset.MaxValue));

    [Fact]
    public void Later_readings_never_unsettle_an_earlier_one() =>
        Gen.Select(Gen.Long[-10 * TimeSpan.TicksPerSecond, 10 * TimeSpan.TicksPerSecond], Gen.Long[0, 10 * TimeSpan.TicksPerSecond]).Sample(static (read, later) =>
            Assert.True(!SourceClock.IsSettled($"{Modified.UtcTicks}", Modified.AddTicks(read)) || SourceClock.IsSettled($"{Modified.UtcTicks}", Modified.AddTicks(read + later))));
}
