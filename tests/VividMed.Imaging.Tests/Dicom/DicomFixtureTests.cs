using System.Security.Cryptography;
using System.Text.Json;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Tests.Codecs;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Real files against the pixel hashes on which independent decoders agree.</summary>
public sealed class DicomFixtureTests
{
    /// <summary>What is refused, and why. Everything else in the manifest must match its oracle.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["MR_truncated.dcm"] = "truncated-pixel-data",
        ["no-pixel-data.dcm"] = "no-pixel-data",
        ["nested_priv_SQ.dcm"] = "malformed-image-header",
    };

    public static IEnumerable<TheoryDataRow<string>> Names()
    {
        var manifest = Path.Combine(Repository.Root, "..", "shared", "fixtures", "manifest.json");
        if (!File.Exists(manifest)) return [new TheoryDataRow<string>("manifest.json")];
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return [.. json.RootElement.GetProperty("dicom").EnumerateArray().Select(static entry => new TheoryDataRow<string>(Path.GetFileName(entry.GetProperty("file").GetString()!)))];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_real_file_decodes_to_its_oracle_or_is_refused_with_its_reason(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("fixtures", "manifest.json")));
        var entry = json.RootElement.GetProperty("dicom").EnumerateArray().Single(entry => entry.GetProperty("file").GetString() == "dicom/" + name);
        using var stream = File.OpenRead(SharedData.Require("fixtures", "dicom", name));
        var file = DicomFile.Read(stream);
        Assert.Equal(entry.GetProperty("ts").GetString(), file.TransferSyntaxUid);
        if (Refused.TryGetValue(name, out var code))
        {
            Assert.Equal(code, Assert.Throws<ImageFormatException>(() => file.DecodeImage()).Code);
            return;
        }

        var image = NativeCodecs.DecodeOrSkip(file);
        Assert.Equal(entry.GetProperty("Rows").GetInt32(), image.Rows);
        Assert.Equal(entry.GetProperty("Columns").GetInt32(), image.Columns);
        Assert.Equal(entry.GetProperty("BitsStored").GetInt32(), image.BitsStored);
        Assert.Equal(entry.GetProperty("PixelRepresentation").GetInt32(), image.PixelRepresentation);
        Assert.Equal(Number(entry, "NumberOfFrames") ?? 1, image.Frames);
        Assert.Equal(Number(entry, "RescaleSlope") ?? 1, image.RescaleSlope);
        Assert.Equal(Number(entry, "RescaleIntercept") ?? 0, image.RescaleIntercept);
        Assert.Equal(entry.GetProperty("oracle").GetProperty("pixel_sha256_le_c_order").GetString(), Convert.ToHexStringLower(SHA256.HashData(image.Pixels)));
    }

    private static double? Number(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
