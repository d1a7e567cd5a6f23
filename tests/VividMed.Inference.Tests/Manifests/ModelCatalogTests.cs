using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Manifests;

public sealed class ModelCatalogTests
{
    [Fact]
    public void Every_committed_model_loads_and_its_files_have_the_digests_of_its_manifest()
    {
        var catalog = new ModelCatalog(Repository.Path("models"));

        Assert.Contains("phantom-dino-mini", catalog.Ids);
        Assert.Contains("phantom-sat-mini", catalog.Ids);
        Assert.All(catalog.Ids, id => Assert.True(catalog.Load(id).Model.Bytes < 5_000_000));
    }

    [Fact]
    public void Committed_models_say_that_they_mean_nothing_clinically()
    {
        var catalog = new ModelCatalog(Repository.Path("models"));

        foreach (var id in (string[])["phantom-dino-mini", "phantom-sat-mini"])
        {
            var manifest = catalog.Load(id);
            Assert.Contains("no clinical meaning", manifest.IntendedUse, StringComparison.Ordinal);
            Assert.NotNull(manifest.Provenance!.Command);
            Assert.NotEmpty(manifest.Provenance.Metrics!);
        }
    }

    [Fact]
    public void An_unknown_model_is_refused_with_what_there_is()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ModelException>(() => new ModelCatalog(folder.Root).Load("sat-pro"));

        Assert.Equal("unknown-model", error.Code);
        Assert.Empty(new ModelCatalog(folder.Path("nowhere")).Ids);
    }

    [Fact]
    public void A_manifest_that_is_wrong_hides_no_other_model()
    {
        using var folder = new TemporaryFolder();
        foreach (var id in (string[])["broken", "cut", "empty", "good", "lost", "other"]) Directory.CreateDirectory(folder.Path(id));
        using var toy = new ToyFolder();
        var manifest = ToyDetector.Manifest(toy) with { Id = "good" };
        foreach (var id in (string[])["good", "cut"]) File.Copy(toy.Path("model.onnx"), folder.Path(id, "model.onnx"));
        File.WriteAllBytes(folder.Path("good", "model.json"), manifest.ToJson());
        File.WriteAllBytes(folder.Path("other", "model.json"), manifest.ToJson());
        File.WriteAllBytes(folder.Path("lost", "model.json"), (manifest with { Id = "lost" }).ToJson());
        File.WriteAllText(folder.Path("broken", "model.json"), "{ \"labels\": [null] ");
        File.WriteAllText(folder.Path("empty", "model.json"), "");
        File.WriteAllBytes(folder.Path("cut", "model.json"), (manifest with { Id = "cut", Model = manifest.Model with { Bytes = 3 } }).ToJson());

        var entries = new ModelCatalog(folder.Root).Entries().ToList();

        Assert.Equal(["broken", "cut", "empty", "good", "lost", "other"], entries.Select(static entry => entry.Id));
        Assert.Equal("good", Assert.Single(entries, static entry => entry.Problem is null).Manifest!.Id);
        Assert.Equal(
            ["manifest-invalid", "digest-mismatch", "manifest-invalid", "file-missing", "file-missing"],
            entries.Select(static entry => entry.Problem?.Code).OfType<string>());
    }

    [Fact]
    public void A_folder_named_otherwise_than_its_model_is_refused()
    {
        using var toy = new ToyFolder();
        toy.Install(ToyDetector.Manifest(toy));
        var parent = Path.GetDirectoryName(toy.Root)!;

        Assert.Equal("manifest-invalid", Assert.Throws<ModelException>(() => new ModelCatalog(parent).Load(Path.GetFileName(toy.Root))).Code);
    }
}
