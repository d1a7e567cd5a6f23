using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Shards.Archives;

namespace VividMed.Localization.Tests;

/// <summary>A localizer that reads real volumes and whose answers are given.</summary>
internal sealed class VolumeStage(Func<Volume, IReadOnlyList<Candidate>>? answer = null) : StudyLocalizer
{
    private readonly Dictionary<string, IReadOnlyList<Candidate>> _answers = new(StringComparer.Ordinal);

    public override int BatchSize => 1;

    public override int ReadAhead => 1;

    public override long Inferences => 0;

    public override string Rendering => "given-1";

    public override IReadOnlyDictionary<string, string> Models => new Dictionary<string, string>(StringComparer.Ordinal);

    public override IReadOnlyDictionary<string, string> Recipe => new Dictionary<string, string>(StringComparer.Ordinal) { ["rendering"] = Rendering };

    internal override Task<ImageWork?> RecallAsync(TaggedStudy study, int index, string sha256, CancellationToken cancellationToken) => Task.FromResult<ImageWork?>(null);

    internal override byte[] Render(SourceFile file, StudyImage image) => StudyPictures.Encode(StudyPictures.Volume(file, image), file, image);

    internal override Task<ImageWork> LoadAsync(TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken)
    {
        var volume = StudyPictures.Volume(file, study.Study.Images[index]);
        var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
        var facts = new SampleImage(
            ShardNames.Image(study.Study.Id, index, volume: true), volume.Width, volume.Height, volume.Depth, [dx, dy, dz], volume.VoxelToWorld, "", file.Sha256);
        if (answer is not null) _answers[study.Study.Id] = answer(volume);
        return Task.FromResult<ImageWork>(new PlayedImage(facts, needsDevice: false) { Asked = (0, 0), Picture = picture ? StudyPictures.Encode(volume) : null });
    }

    public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken)
    {
    }

    public override Task<IReadOnlyList<Candidate>> StoreAsync(TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken) =>
        Task.FromResult(_answers.GetValueOrDefault(study.Study.Id) ?? []);

    public override void Dispose()
    {
    }
}
