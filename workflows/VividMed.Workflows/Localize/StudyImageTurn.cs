namespace VividMed.Workflows;

/// <summary>The turn of one image of a study: its work, or why there is none. The turns of a study follow each other; one without images has one empty turn.</summary>
internal sealed record StudyImageTurn(TaggedStudy Study, int Index, ImageWork? Work, QuarantinedStudy? Failure)
{
    public bool IsLast => Index >= Study.Study.Images.Count - 1;
}
