using VividMed.Exports.Families;

namespace VividMed.Exports.Running;

/// <summary>What is to be handed over, how, and where to.</summary>
/// <param name="Version">The number of a committed version.</param>
/// <param name="Family">One of <see cref="ExportFamilies.Names"/>.</param>
/// <param name="Folder">Where it goes; made where it is missing.</param>
/// <param name="Options">With the filter.</param>
public sealed record ExportRequest(int Version, string Family, string Folder, FamilyOptions Options)
{
    /// <summary>Samples of one file; the family's own number where null.</summary>
    public int? SamplesPerFile { get; init; }

    /// <summary>Whether samples that speak against the export are left out and listed; else the first one refuses it.</summary>
    public bool LeavesOut { get; init; }
}
