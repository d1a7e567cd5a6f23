using VividMed.TestKit;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>Python's own tarfile and json read the self-contained archives, by the rules of webdataset.</summary>
public sealed class WebDatasetReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tarfile_groups_the_members_of_each_sample_and_offsets_cut_the_phrases()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("a.b"), TestSamples.Radiograph("c"), TestSamples.Tomogram("ct"), TestSamples.Radiograph("t", "test"));
        var export = await Exported.RunAsync(_folder, store, "webdataset");
        Assert.Equal(["test-cxr-1-00000.tar", "train-ct-1-00000.tar", "train-cxr-1-00000.tar"], export.Manifest.Files.Select(static file => file.Name));

        var lines = Python.Run("json", export.Root, """
            import glob, itertools, json, tarfile
            for name in sorted(glob.glob("*.tar")):
                with tarfile.open(name) as tar:
                    members = [(m.name, tar.extractfile(m).read()) for m in tar]
                kinds = set()
                for key, group in itertools.groupby(members, key=lambda m: m[0].split(".")[0]):
                    sample = {n.split(".", 1)[1]: c for n, c in group}
                    kinds.add(tuple(sorted(sample)))
                    record = json.loads(sample["json"])
                    assert record["key"] == key
                    text = record["report"]["text"]
                    for phrase in record["phrases"]:
                        assert text[phrase["start"]:phrase["end"]] == phrase["text"], phrase
                    for image in record["images"]:
                        content = sample[image["member"].split(".", 1)[1]]
                        assert content[:4] == b"\x89PNG" or content[:2] == b"\x1f\x8b"
                    print(key, len(record["regions"]))
                assert len(kinds) == 1, kinds
            """);
        Assert.Equal(4, lines.Length);
        Assert.Contains("mimic-cxr-01234567-v0001-a~2eb 3", lines);
        Assert.Equal(4, lines.Distinct().Count());
    }

    [Fact]
    public async Task Energon_s_two_sides_hold_the_same_keys_and_their_metadata_name_each_archive()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("a"), TestSamples.Radiograph("b"), TestSamples.Tomogram("ct"), TestSamples.Radiograph("t", "validate"));
        var export = await Exported.RunAsync(_folder, store, "energon", new() { StoreFolder = _folder.Path("store"), Filter = new() { Modality = Taxonomy.Modality.Cxr } });
        var lines = Python.Run("yaml", export.Root, """
            import json, tarfile, yaml
            def keys(side):
                found, counts = {}, json.load(open(side + "/.nv-meta/.info.json"))["shard_counts"]
                split = yaml.safe_load(open(side + "/.nv-meta/split.yaml"))
                for part, shards in split["split_parts"].items():
                    for shard in shards:
                        with tarfile.open(side + "/" + shard) as tar:
                            here = {m.name.split(".")[0] for m in tar}
                        assert len(here) == counts[shard]
                        for key in here:
                            if shard + "/" + key not in split["exclude"]:
                                assert key not in found
                                found[key] = part
                return found
            records, pictures = keys("records"), keys("pictures")
            assert records == pictures
            meta = yaml.safe_load(open("metadataset.yaml"))
            assert meta["__class__"] == "MetadatasetV2"
            for part, how in meta["splits"].items():
                assert [one["path"] for one in how["join"]] == ["records", "pictures"]
            print(sorted(meta["splits"]))
            for key in sorted(records): print(key, records[key])
            loader = {}
            exec(open("pictures/.nv-meta/sample_loader.py").read(), loader)
            print(loader["sample_loader"]({"__key__": "k", "10.png": b"b", "2.png": b"a"})["pictures"])
            """);
        Assert.Equal(["['train', 'val']", "a train", "b train", "t val", "[b'a', b'b']"], lines);
    }
}
