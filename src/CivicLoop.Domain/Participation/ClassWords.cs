using System.Text;
using System.Text.RegularExpressions;

namespace CivicLoop.Domain.Participation;

/// <summary>What of a report's words says which class it is: runs of one to three Chinese
/// characters, English words without their plural, and the words in a photo's name.</summary>
public static partial class ClassWords
{
    /// <summary>Longest text read, in characters; what follows says nothing new.</summary>
    public const int ReadMax = 600;

    // What cameras and messengers call every photo.
    private static readonly HashSet<string> EveryPhoto =
    [
        "img", "image", "images", "photo", "pic", "picture", "dsc", "dscn", "pxl", "screenshot",
        "mmexport", "wechat", "wx", "camera", "jpg", "jpeg", "png", "webp", "heic", "tmp",
        "图片", "照片", "微信", "微信图片", "截图",
    ];

    // Grammar, not meaning.
    private static readonly HashSet<string> Common =
    [
        "the", "and", "for", "are", "was", "has", "have", "this", "that", "there", "with", "from",
        "not", "its", "been", "our", "you", "they",
    ];

    /// <summary>The marks of a text, separated by blanks; empty where it says nothing.</summary>
    /// <param name="photos">Names of the photos sent with it.</param>
    public static string Of(string? words, IEnumerable<string>? photos = null)
    {
        var text = words is { Length: > ReadMax } ? words[..ReadMax] : words ?? "";
        var marks = MarksOf(text).Concat((photos ?? []).SelectMany(PhotoMarks));
        return string.Join(' ', marks);
    }

    private static IEnumerable<string> PhotoMarks(string name)
    {
        var known = Runs().Matches(Plain(name)).Select(run => run.Value)
            .Where(run => !EveryPhoto.Contains(run));
        return known.SelectMany(MarksOf);
    }

    private static IEnumerable<string> MarksOf(string text)
    {
        foreach (var run in Runs().Matches(Plain(text)).Select(match => match.Value))
        {
            if (char.IsAscii(run[0]))
            {
                const int lettersMin = 3;
                if (run.Length >= lettersMin && !Common.Contains(run))
                {
                    yield return Singular(run);
                }

                continue;
            }

            const int runMax = 3;
            for (var from = 0; from < run.Length; from++)
            {
                for (var length = 1; length <= runMax && from + length <= run.Length; length++)
                {
                    yield return run.Substring(from, length);
                }
            }
        }
    }

    private static string Plain(string text) =>
        text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static string Singular(string word) =>
        word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    [GeneratedRegex(@"[a-z]+|[\u4e00-\u9fff]+")]
    private static partial Regex Runs();
}
