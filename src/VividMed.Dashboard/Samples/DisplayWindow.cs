using VividMed.Imaging.Overlays;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>A range of Hounsfield units that shows one kind of tissue.</summary>
/// <param name="Name">As in an address.</param>
public sealed record DisplayWindow(string Name, string Title, OverlayWindow Range)
{
    public static IReadOnlyList<DisplayWindow> All { get; } =
    [
        new("lung", "Lung", OverlayWindow.Lung), new("mediastinum", "Mediastinum", OverlayWindow.Mediastinum), new("bone", "Bone", OverlayWindow.Bone),
        new("soft", "Soft tissue", new OverlayWindow(-135, 215)),
    ];

    /// <summary>For what has no units: from its own dark to its own bright.</summary>
    public static DisplayWindow Own { get; } = new("own", "The scan's own", default);

    /// <summary>Those that a modality's volumes are looked at in.</summary>
    public static IReadOnlyList<DisplayWindow> For(Modality modality) => modality == Modality.Mr ? [Own] : All;

    /// <summary>The window of a name, the lung's for any other.</summary>
    public static DisplayWindow Of(string? name) => All.FirstOrDefault(window => window.Name == name) ?? All[0];
}
