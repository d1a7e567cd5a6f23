namespace VividMed.Shards.Publishing;

/// <summary>What a dataset card tells a reader in Python to write; tests run it as it stands there.</summary>
internal static class PythonSnippets
{
    public static string Tarfile(string manifest) => $$"""
        import itertools, json, pathlib, tarfile
        import msgpack

        root = pathlib.Path(".")  # the folder that holds versions, records and images
        manifest = json.loads((root / "{{manifest}}").read_text())

        def members(archive):
            with tarfile.open(root / archive["name"]) as tar:
                for member in tar:
                    yield member.name, tar.extractfile(member).read()

        def samples(bucket):
            pictures = itertools.groupby(members(bucket["pictures"]), key=lambda member: member[0].split(".")[0])
            for (name, record), (key, images) in zip(members(bucket["records"]), pictures):
                assert name == key + ".msg"
                yield msgpack.unpackb(record), dict(images)

        for bucket in manifest["buckets"]:
            if bucket["records"]:
                for sample, images in samples(bucket):
                    print(sample["id"], [len(images[image["member"]]) for image in sample["images"]])

        """;

    public static string WebDataset(string manifest) => $$"""
        import json, pathlib
        import webdataset as wds

        root = pathlib.Path(".")
        manifest = json.loads((root / "{{manifest}}").read_text())

        for bucket in manifest["buckets"]:
            if bucket["records"]:
                records = wds.WebDataset(str(root / bucket["records"]["name"]), shardshuffle=False).decode()
                pictures = wds.WebDataset(str(root / bucket["pictures"]["name"]), shardshuffle=False)
                for record, images in zip(records, pictures):
                    assert record["__key__"] == images["__key__"]
                    sample = record["msg"]
                    print(sample["id"], [len(images[image["member"].split(".", 1)[1]]) for image in sample["images"]])

        """;
}
