using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Datasets;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.Reporting;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Writing;

/// <summary>The ground truth beside a written phantom dataset (<c>truth.json</c>), studies in the order of dataset and study id.</summary>
public sealed record PhantomTruth(int Seed, IReadOnlyList<PhantomTruthStudy> Studies)
{
    public const string FileName = "truth.json";

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Reads the truth of a phantom dataset from its root folder or from the file itself.</summary>
    /// <exception cref="DatasetException">There is none, or it cannot be read.</exception>
    public static PhantomTruth Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file)) throw new DatasetException("missing-truth", $"{file}: there is no such file; phantom datasets alone have a truth ({FileName})");
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<PhantomTruth>(stream, Json) ?? throw new JsonException();
        }
        catch (JsonException broken)
        {
            throw new DatasetException("bad-truth", $"{FileName} is damaged: write the phantom dataset again", broken);
        }
    }

    internal async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(path);
        await JsonSerializer.SerializeAsync(stream, this, Json, cancellationToken);
    }
}

/// <summary>What one image (its dicom_id or volume id) shows.</summary>
public sealed record PhantomTruthImage(string Id, IReadOnlyList<PhantomTruthRegion> Findings, IReadOnlyList<PhantomTruthRegion> Anatomy)
{
    /// <summary>Of the image's file, 64 lower-case hex digits: by it a phantom is known, wherever its file lies.</summary>
    public string Sha256 { get; init; } = "";

    internal static PhantomTruthImage Of(
        string id, byte[] file, IReadOnlyList<PhantomRegion> findings, IReadOnlyList<PhantomRegion> anatomy) =>
        new(id, [.. findings.Select(PhantomTruthRegion.Of)], [.. anatomy.Select(PhantomTruthRegion.Of)])
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
        };
}

/// <summary>A true region of one image: the box as x0, y0, z0, x1, y1, z1 in voxels and the mask in run lengths.</summary>
public sealed record PhantomTruthRegion(string Target, Side Side, string? Location, IReadOnlyList<double> Bounds, RunLengthMask Mask)
{
    /// <summary>The box of <see cref="Bounds"/>.</summary>
    public Box ToBox() => new(Bounds[0], Bounds[1], Bounds[2], Bounds[3], Bounds[4], Bounds[5]);

    internal static PhantomTruthRegion Of(PhantomRegion region)
    {
        var box = region.Box;
        return new PhantomTruthRegion(
            region.Target, region.Side, region.Location, [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1],
            RunLengthMask.Encode(region.Mask));
    }
}

/// <summary>The truth of one study: the mentions of its report and the regions of its images.</summary>
public sealed record PhantomTruthStudy(
    string Dataset,
    string Study,
    string Patient,
    string Split,
    IReadOnlyList<PhantomPhrase> Phrases,
    IReadOnlyList<PhantomTruthImage> Images);
