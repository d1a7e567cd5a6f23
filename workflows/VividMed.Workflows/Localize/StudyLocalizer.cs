using VividMed.Datasets;

namespace VividMed.Workflows;

/// <summary>How the studies of one modality are decoded and searched.</summary>
internal abstract class StudyLocalizer
{
    /// <summary>Studies handed to the device together.</summary>
    public abstract int BatchSize { get; }

    public static StudyLocalizer For(PipelineEnvironment environment, SynthesisRequest request) => DatasetFactory.ModalityOf(request.Dataset) == Modality.Ct
        ? new VolumeLocalizer(environment, request)
        : new RadiographLocalizer(environment, request);

    /// <summary>Decodes one image; digest is the SHA-256 of its file.</summary>
    public abstract LoadedImage Load(IDataset dataset, string study, int index, StudyImage image, string digest);

    public abstract Task<IReadOnlyList<LocalizedStudy>> LocalizeAsync(IReadOnlyList<LoadedStudy> studies, CancellationToken cancellation);
}
