using VividMed.Dashboard.Datasets;

namespace VividMed.Dashboard.Tests.Datasets;

public sealed class ExportOfferTests
{
    [Theory]
    [InlineData("/data/out", "/data/out")]
    [InlineData("https://account.blob.core.windows.net/container/prefix", "https://account.blob.core.windows.net/container/prefix")]
    [InlineData("/data/my out", "'/data/my out'")]
    [InlineData("/data/$(rm -r x);`y`", "'/data/$(rm -r x);`y`'")]
    [InlineData("/data/ann's", """'/data/ann'\''s'""")]
    [InlineData("~ann/out", "'~ann/out'")]
    public void A_shell_takes_the_address_as_it_is(string store, string word) =>
        Assert.Equal($"vividmed shards export --to qwen-vl --shards {word} --version 3 --out qwen-vl-v3", ExportOffer.Command("qwen-vl", store, 3));
}
