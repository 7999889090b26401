namespace CivicLoop.Domain;

/// <summary>A text of the city's own data in both languages of the program.</summary>
public sealed record LocalText(string Zh, string En)
{
    /// <summary>The text in a language: <c>zh</c> or <c>en</c>.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}
