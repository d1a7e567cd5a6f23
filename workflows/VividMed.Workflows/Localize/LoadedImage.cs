using VividMed.Grounding;
using VividMed.Imaging;

namespace VividMed.Workflows;

/// <summary>A decoded image: a radiograph or a volume, with the facts about it that the record keeps.</summary>
internal sealed record LoadedImage(SampleImage Facts, GrayImage? Radiograph, Volume? Volume);
