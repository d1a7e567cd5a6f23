namespace VividMed.Datasets;

/// <summary>A phantom scan before it is drawn. Every fifth patient is in the validation part, every fourth scan has two reconstructions, a few are of the head.</summary>
internal sealed record CtRatePhantomScan(CtRatePart Part, int Number, int Seed, int Reconstructions, bool IsHead)
{
    public string Patient => $"{Part.Folder}_{Number}";

    public string Id => $"{Patient}_a";

    public static CtRatePhantomScan Plan(int number, int seed)
    {
        var isValid = number % 5 == 4;
        var order = isValid ? number / 5 : number - ((number + 1) / 5);
        return new CtRatePhantomScan(CtRatePart.All[isValid ? 1 : 0], order + 1, unchecked((seed * 1_000_003) + number), number % 4 == 1 ? 2 : 1, number % 12 == 11);
    }

    public string VolumeName(int reconstruction) => $"{Id}_{reconstruction}.nii.gz";
}
