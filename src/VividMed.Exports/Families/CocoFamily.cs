using System.Text.Json;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Families;

/// <summary>Pictures with boxes and run lengths, as COCO's tools read them: <c>images</c>, <c>annotations</c>, <c>categories</c>.</summary>
internal sealed class CocoFamily(string name, FamilyOptions options) : ExportFamily
{
    private readonly SortedSet<string> _labels = new(StringComparer.Ordinal);
    private Dictionary<string, int> _categories = [];

    public override string Name => name;

    public override CoordinateForm Coordinates { get; } = CoordinateForms.Pixels with
    {
        Name = "xywh",
        Meaning = "pixels of the exported picture, to a thousandth; [x, y, width, height]",
    };

    public override int SamplesPerFile => 20_000;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options, wholeVolumes: false);

    /// <summary>By label, from 1 on in the order of their names.</summary>
    internal IReadOnlyDictionary<string, int> Categories => _categories;

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        foreach (var region in sample.Regions) _labels.Add(sample.Sample.Regions[region.Region].Label);
        counts.Add("annotations", sample.Regions.Count);
        return [];
    }

    internal override void Settle(ExportCounts counts) =>
        _categories = _labels.Index().ToDictionary(static label => label.Item, static label => label.Index + 1, StringComparer.Ordinal);

    internal override GroupWriter Open(ExportFolder folder, string group) => new CocoGroup(this, folder, group);

    internal byte[] CategoriesJson() => JsonSerializer.SerializeToUtf8Bytes(
        _categories.OrderBy(static category => category.Value).Select(static category => new { Id = category.Value, Name = category.Key, Supercategory = "finding" }), ExportJson.Line);
}
