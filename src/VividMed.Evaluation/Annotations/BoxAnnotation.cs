using VividMed.Imaging.Geometry;

namespace VividMed.Evaluation.Annotations;

/// <summary>A phrase of a report that readers tied to boxes in one image.</summary>
/// <param name="Study">The study's id as the dataset's adapter gives it.</param>
/// <param name="Image">The image's own id.</param>
/// <param name="Size">Width and height of the image that the boxes are measured in; null where the boxes are shares of it, 0 to 1.</param>
/// <param name="Labels">What the phrase speaks of, in the annotators' names.</param>
/// <param name="IsPresent">False where the phrase states that there is nothing.</param>
public sealed record BoxAnnotation(
    string Study,
    string Image,
    (int Width, int Height)? Size,
    IReadOnlyList<string> Labels,
    string Text,
    bool IsPresent,
    IReadOnlyList<Box> Boxes)
{
    /// <summary>The boxes in pixels of an image of the given size.</summary>
    public IReadOnlyList<Box> BoxesIn(int width, int height)
    {
        var (x, y) = Size is { } size ? ((double)width / size.Width, (double)height / size.Height) : (width, height);
        return [.. Boxes.Select(box => Box.Flat(x * box.X0, y * box.Y0, x * box.X1, y * box.Y1))];
    }
}
