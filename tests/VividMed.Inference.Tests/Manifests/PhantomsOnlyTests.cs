using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Manifests;

/// <summary>A model that knows phantoms alone says so where a program reads it.</summary>
public sealed class PhantomsOnlyTests
{
    [Fact]
    public void Every_committed_model_is_a_miniature_and_says_so()
    {
        var catalog = new ModelCatalog(Repository.Path("models"));

        Assert.NotEmpty(catalog.Ids);
        Assert.All(catalog.Ids, id => Assert.True(catalog.Load(id).PhantomsOnly));
    }

    [Fact]
    public void A_model_that_does_not_say_so_may_see_patients_and_what_it_finds_is_the_same()
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder);

        Assert.Null(manifest.PhantomsOnly);
        Assert.Equal(manifest.InferenceDigest, (manifest with { PhantomsOnly = true }).InferenceDigest);
    }
}
