using VividMed.DurableTask.Converters;
namespace VividMed.DurableTask.Tests;

public sealed class JsonDataConverterTests
{
    [Fact]
    public void Values_come_back_as_they_went()
    {
        var converter = JsonDataConverter.Default;
        var serialized = converter.Serialize((Name: "fields", Count: 2));

        Assert.Equal(("fields", 2), converter.Deserialize<(string, int)>(serialized));
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        Assert.Null(JsonDataConverter.Default.Serialize(value: null));
        Assert.Null(JsonDataConverter.Default.Deserialize<string>(data: null));
    }
}
