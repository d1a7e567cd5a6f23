namespace VividMed.Imaging;

/// <summary>Facts of an image's taking, as its file or its dataset's table states them; each is null where it does not. None names a person, a place or a day.</summary>
public sealed record ImageAcquisition
{
    private const int LongestWord = 64;

    /// <summary>Fewer than a date or a record number has.</summary>
    private const int MostDigits = 5;

    /// <summary>Who made the device.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>The maker's name of the device.</summary>
    public string? Model { get; init; }

    /// <summary>In the file's own word, such as CHEST.</summary>
    public string? BodyPart { get; init; }

    /// <summary>How the patient lay or stood, in the file's own code.</summary>
    public string? Position { get; init; }

    /// <summary>The reconstruction kernel of a CT.</summary>
    public string? Kernel { get; init; }

    /// <summary>Peak kilovoltage of the tube.</summary>
    public double? KvP { get; init; }

    /// <summary>The product of the tube's current and its time, in milliampere seconds.</summary>
    public double? ExposureMas { get; init; }

    /// <summary>Of a CT's slices, in millimeters; not the distance between them.</summary>
    public double? SliceThicknessMm { get; init; }

    /// <summary>The contrast agent, where one was given.</summary>
    public string? Contrast { get; init; }

    /// <summary>Whether the picture itself may name the patient.</summary>
    public bool? BurnedIn { get; init; }

    /// <summary>Null where nothing is stated.</summary>
    public ImageAcquisition? OrNull() => this == new ImageAcquisition() ? null : this;

    /// <summary>
    /// A device's word as it may be kept: null where it is empty, longer than any such word, or where it may hold a name, a number of a person
    /// or a date, for people write what they like into such fields.
    /// </summary>
    public static string? Word(string? text)
    {
        var word = text?.Trim();
        if (string.IsNullOrEmpty(word) || word.Length > LongestWord || word.Contains('^', StringComparison.Ordinal)) return null;
        var digits = 0;
        foreach (var character in word)
        {
            if (char.IsControl(character)) return null;
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            if (digits > MostDigits) return null;
        }

        return word;
    }
}
