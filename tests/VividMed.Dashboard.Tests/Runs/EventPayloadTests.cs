using VividMed.Dashboard.Runs;

namespace VividMed.Dashboard.Tests.Runs;

public sealed class EventPayloadTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("""{"a":1}""")]
    public void Json_goes_on_its_way_as_it_is(string json) => Assert.Equal(json, $"{EventPayload.Parse(json)}".Replace("True", "true", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_no_payload() => Assert.Null(EventPayload.Parse(""));

    [Fact]
    public void What_is_no_json_is_refused_with_how_to_write_it() =>
        Assert.Contains("quotation marks", Assert.Throws<ArgumentException>(static () => EventPayload.Parse("yes")).Message, StringComparison.Ordinal);
}
