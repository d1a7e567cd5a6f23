using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// What a decoder keeps of image and words while a text grows, so that a word costs one step and not a reading of all before it. It lives in
/// the dispose scope that it was made in.
/// </summary>
internal sealed class DecoderMemory(IReadOnlyList<LayerMemory> layers, Tensor recent, int capacity)
{
    public IReadOnlyList<LayerMemory> Layers { get; } = layers;

    /// <summary>[batch, look-back, width]: the vectors of the last words, nothing before the first.</summary>
    public Tensor Recent { get; } = recent;

    /// <summary>Most words that it can hold.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>Words that it holds.</summary>
    public int Length { get; set; }
}

/// <summary>One layer's part: of the image for good, of the words as many as there is room for.</summary>
internal sealed record LayerMemory(KeyValues Image, KeyValues Words);

/// <summary>Keys and values of an attention, [batch, heads, places, width of a head] each.</summary>
internal sealed record KeyValues(Tensor Keys, Tensor Values);
