using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Texts that were decoded together: of each the tokens of its prompt and its answer without the closing sign, and the hidden states
/// [batch, length, width] of all tokens, those beyond a text's end without meaning.
/// </summary>
internal sealed record DecodedBatch(int Prompt, IReadOnlyList<DecodedTokens> Texts, Tensor Hidden);

/// <summary>The tokens of an answer; one that found no end was cut at the longest sequence.</summary>
internal sealed record DecodedTokens(IReadOnlyList<int> Answer, bool HasEnd);
