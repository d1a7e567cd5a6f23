namespace VividMed.Datasets;

/// <summary>One image of a planned phantom radiograph study.</summary>
internal sealed record MimicPhantomImage(string Id, string View, int Seed, int Width, int Height);
