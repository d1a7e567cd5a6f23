using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>The projection, where the study is one radiograph and its view is known.</summary>
internal static class PlaneQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        if (sheet.Study is { Modality: Modality.Cxr, Images: [var image] } && Projection(image.View) is { } view)
        {
            sheet.Ask(QuestionType.Plane, string.Empty, string.Empty, view, []);
        }
    }

    private static string? Projection(string view) => view.ToUpperInvariant() switch
    {
        "PA" => "posteroanterior",
        "AP" or "AP AXIAL" => "anteroposterior",
        "LATERAL" or "LL" => "lateral",
        _ => null,
    };
}
