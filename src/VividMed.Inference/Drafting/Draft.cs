using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>A manifest in the making and the reasons for it.</summary>
internal sealed class Draft(ModelManifest manifest)
{
    private readonly List<DraftEvidence> _evidence = [];

    public ModelManifest Manifest { get; set; } = manifest;

    public IReadOnlyList<DraftEvidence> Evidence => _evidence;

    public void Note(string field, object guess, string why) => _evidence.Add(new DraftEvidence(field, $"{guess}", why));
}
