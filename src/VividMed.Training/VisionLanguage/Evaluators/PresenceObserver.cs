using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Asks a network for every finding of some studies, and learns from their reports from which evidence on one counts as there.</summary>
internal sealed class PresenceObserver(VividMedNetwork network, StudyQuestions questions, TargetProbe probe, int? threads)
{
    private const int StudiesAtOnce = 8;

    public PresenceScale Calibrate(string split, IReadOnlyList<TrainingStudy> studies, CancellationToken cancellationToken)
    {
        using var quiet = no_grad();
        var calibrator = new PresenceCalibrator();
        foreach (var part in studies.GroupBy(static study => (study.Grid, study.Sample.Modality)).SelectMany(static group => group.Chunk(StudiesAtOnce)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var section = TorchSection.Enter(threads);
            using var scope = NewDisposeScope();
            Add(calibrator, part);
        }

        return calibrator.Fit(split);
    }

    private void Add(PresenceCalibrator calibrator, TrainingStudy[] studies)
    {
        var (grid, modality) = (studies[0].Grid, studies[0].Sample.Modality);
        var image = network.Encoder.call(PreparedImage.ToTensor([.. studies.Select(static study => study.Image)], grid));
        var findings = questions.Findings(modality);
        var asked = probe.Ask(image, [.. studies.SelectMany((_, row) => findings.Select(name => (row, name)))]);
        foreach (var (study, own) in studies.Zip(asked.Chunk(Math.Max(1, findings.Count))))
        {
            var (present, open) = (StatedFindings.Present(study.Sample), StatedFindings.Open(study.Sample));
            calibrator.Add(
                modality,
                own.Where(one => !open.Contains(one.Name)).ToDictionary(static one => one.Name, one => (one.Evidence, present.Contains(one.Name)), StringComparer.Ordinal));
        }
    }
}
