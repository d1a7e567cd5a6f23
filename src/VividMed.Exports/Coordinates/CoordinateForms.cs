namespace VividMed.Exports.Coordinates;

/// <summary>The forms that families use.</summary>
public static class CoordinateForms
{
    private const int Thousand = 1000;

    /// <summary>Pixels of the exported picture, to a thousandth.</summary>
    public static CoordinateForm Pixels { get; } = new(
        "pixels", "pixels of the exported picture, to a thousandth; [x0, y0, x1, y1]",
        static size => new(size.Width, size.Height, (long)size.Width * Thousand, (long)size.Height * Thousand), BinsPerUnit: Thousand);

    /// <summary>Qwen2-VL, Qwen3-VL, InternVL.</summary>
    public static CoordinateForm Thousandths { get; } = new(
        "thousandths", "whole thousandths (0 to 1000) of the exported picture's width and height, whatever the model resizes it to; [x0, y0, x1, y1]",
        static size => new(size.Width, size.Height, Thousand, Thousand));

    /// <summary>LLaVA where the trainer does not pad (image_aspect_ratio other than pad).</summary>
    public static CoordinateForm Unit { get; } = new(
        "unit", "0 to 1 of the exported picture's width and height, three decimals; [x0, y0, x1, y1]",
        static size => new(size.Width, size.Height, Thousand, Thousand), BinsPerUnit: Thousand);

    /// <summary>LLaVA where the trainer pads (image_aspect_ratio pad).</summary>
    public static CoordinateForm UnitOfSquare { get; } = new(
        "unit-of-square",
        "0 to 1 of the square that the trainer pads the picture to, which lies in its middle, three decimals; [x0, y0, x1, y1]",
        Square, BinsPerUnit: Thousand);

    /// <summary>MedGemma: the exported picture itself is that square.</summary>
    public static CoordinateForm ThousandthsOfSquare { get; } = new(
        "thousandths-of-square", "whole thousandths (0 to 1000) of the square that the picture lies in the middle of; [y0, x0, y1, x1]",
        Square, YFirst: true);

    /// <summary>Qwen2.5-VL.</summary>
    public static CoordinateForm Resized(SmartResize resize) => new(
        "resized-pixels",
        $"whole pixels after the model's own resize to multiples of {SmartResize.Factor} between {resize.MinPixels} and {resize.MaxPixels} pixels; [x0, y0, x1, y1]",
        size => resize.Of(size) is var to ? new(size.Width, size.Height, to.Width, to.Height) : default)
    { ResizedTo = resize.Of };

    /// <summary>A picture of w x h lies (side - w) / 2 and (side - h) / 2 whole pixels from the square's left and upper edge.</summary>
    private static CoordinateFrame Square(PictureSize size)
    {
        var side = size.Longer;
        return new(side, side, Thousand, Thousand, (side - size.Width) / 2, (side - size.Height) / 2);
    }
}
