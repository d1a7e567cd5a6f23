using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// Regions change places between patients: each becomes that of another patient with the same name, target and side. Every study keeps as many regions
/// of each name, and over all studies the places of a name stay the same; only what is in the image tells nothing of them any more. Does the
/// place matter, or only the additional loss?
/// </summary>
internal sealed class ShuffledRegions : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random)
    {
        var changed = studies.Select(static _ => new Dictionary<int, RegionTarget>()).ToList();
        var slots = studies.SelectMany((study, at) => StudyRegions.Of(study).Select(region => new Slot(at, study.Sample.Patient, region, study.Grid)));
        foreach (var group in slots.GroupBy(static slot => (slot.Region.Target, slot.Region.Side, slot.Grid)))
        {
            // A patient's regions stand together, so moving all by the most that one has gives each another patient's.
            var patients = random.Draw(group.GroupBy(static slot => slot.Patient, StringComparer.Ordinal), int.MaxValue);
            var line = patients.SelectMany(static own => own).ToList();
            var most = patients.Max(static own => own.Count());
            if (line.Count < 2 * most) continue;
            for (var i = 0; i < line.Count; i++)
            {
                var from = line[(i + most) % line.Count];
                changed[line[i].Study][line[i].Region.Index] = studies[from.Study].Regions[from.Region.Index];
            }
        }

        return [.. studies.Zip(changed, static (study, others) => study.With(others))];
    }

    private sealed record Slot(int Study, string Patient, NamedRegion Region, ImageGrid Grid);
}
