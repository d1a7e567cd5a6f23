using System.Security.Cryptography;
using VividMed.Datasets;
using VividMed.Datasets.Files;
using VividMed.Phantoms.Writing;
using VividMed.TestKit;

namespace VividMed.Phantoms.Tests;

/// <summary>A phantom is known by the digest of its file, wherever that lies and whatever it is called.</summary>
public sealed class PhantomImagesTests(PhantomDatasetFixture phantom) : IClassFixture<PhantomDatasetFixture>
{
    [Fact]
    public async Task Every_image_that_was_written_is_known_and_nothing_else()
    {
        var known = await PhantomImages.LoadAsync(new LocalDatasetFiles(phantom.Path("")), TestContext.Current.CancellationToken);
        var files = Directory.GetFiles(phantom.Path(""), "*", SearchOption.AllDirectories).ToLookup(
            static path => path.EndsWith(".dcm", StringComparison.Ordinal) || path.EndsWith(".nii.gz", StringComparison.Ordinal), Digest);

        Assert.True(files[true].Count() > PhantomDatasetFixture.Radiographs + PhantomDatasetFixture.Scans);
        Assert.All(files[true], digest => Assert.True(known.Contains(digest)));
        Assert.All(files[false], digest => Assert.False(known.Contains(digest)));
    }

    [Theory]
    [InlineData("""{ "seed": """)]
    [InlineData("""{ "seed": 1, "studies": [{ "images": [{ "id": "a", "findings": [] }] }] }""")]
    [InlineData("""{ "seed": 1, "studies": [{ "images": [{ "id": "a", "sha256": "" }] }] }""")]
    public async Task A_truth_that_is_damaged_or_names_no_digests_is_refused_with_its_cure(string text)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path("truth.json"), text, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<DatasetException>(() => PhantomImages.LoadAsync(new LocalDatasetFiles(folder.Root), TestContext.Current.CancellationToken));

        Assert.Equal("bad-truth", refused.Code);
        Assert.Contains("vividmed phantom", refused.Message, StringComparison.Ordinal);
    }

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
