namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>What goes into the graphs and comes out of them: the same name is the same thing in each.</summary>
internal static class TensorNames
{
    public const string
        Image = "image", ImageTokens = "image_tokens", Places = "places", Halves = "halves", Outlines = "outlines", Tokens = "tokens", Logits = "logits", Hidden = "hidden",
        Row = "row", First = "first", Closing = "closing", Last = "last", Vectors = "vectors", Boxes = "boxes", Scores = "scores", Hull = "hull", Masks = "masks",
        Words = "words", Glances = "glances";

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        [Image] = "a prepared image, 0 to 1: means in channel 0, peaks in channel 1; axes batch, channel, z, y, x",
        [ImageTokens] = "what the decoder looks at, place by place",
        [Places] = "maps for the boxes; axes batch, channel, z, y, x",
        [Halves] = "maps for a glance; axes batch, channel, z, y, x",
        [Outlines] = "maps for the masks, on the grid of masks; axes batch, channel, z, y, x",
        [Tokens] = "the conversation so far, as numbers of the vocabulary; rows that end early are filled up with 0 behind their end",
        [Logits] = "of each place how likely every word comes next; the last row decides the next word",
        [Hidden] = "what the decoder makes of each word",
        [Row] = "of each phrase the row of its image in the batch",
        [First] = "of each phrase the place of its first word among the tokens, from 0",
        [Closing] = "of each phrase the place of its closing sign",
        [Last] = "of each phrase the place of the last token of its sentence; that of the closing sign where no sentence goes on",
        [Vectors] = "what the heads are told of each phrase",
        [Boxes] = "of each phrase and place a box: center x, y, z, width, height, depth, as fractions of the image",
        [Scores] = "of each phrase and place the logit of its box being right",
        [Hull] = "of each phrase the smallest box around the boxes that were kept, or the best box where none was: center x, y, z, width, height, depth",
        [Masks] = "of each phrase logits on the grid of masks, filled above 0; axes phrase, z, y, x",
        [Words] = "of each name, or each phrase, its words as numbers of the vocabulary, no signs; filled up with 0 behind their end",
        [Glances] = "of each image and name the logits of its being in each cell; the largest tells how surely it is there",
    };

    /// <summary>What a value is, in words.</summary>
    public static string MeaningOf(string name) => Meanings[name];
}
