using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Notices;

namespace CivicLoop.Modules.Notices;

/// <summary>Writes a notice in its reader's language, from its template and the facts stored with
/// it.</summary>
internal sealed class NoticeTexts(CityHolder city, Texts texts, When when)
{
    private readonly FrozenDictionary<string, string> chinese =
        Texts.Read(typeof(NoticeTexts), "");

    private readonly FrozenDictionary<string, string> english =
        Texts.Read(typeof(NoticeTexts), Texts.English);

    /// <summary>A line of a letter, for example what a link under it does.</summary>
    public string Line(string language, string key) =>
        (language == Texts.Chinese ? chinese : english)[key];

    /// <summary>The notice in a language: <c>zh</c> or <c>en</c>.</summary>
    public NoticeText Of(OutboxMessage message, string language)
    {
        var all = language == Texts.Chinese ? chinese : english;
        if (message.Template == WriteDigests.Template)
        {
            return OfDigest(message, language, all);
        }

        if (message.Template == AddressProofs.Template)
        {
            var own = city.Current.Identity.Name.In(language);
            return new NoticeText(
                Fill(all[$"{message.Template}.title"], own),
                Fill(all[$"{message.Template}.body"], own));
        }

        using var facts = JsonDocument.Parse(message.Body);
        if (facts.RootElement.TryGetProperty("title", out var title))
        {
            return OfTitled(message, title.GetString() ?? "", facts.RootElement, all);
        }

        var number = facts.RootElement.GetProperty("number").GetString() ?? "";
        var code = facts.RootElement.GetProperty("class").GetString() ?? "";
        var @class = city.Current.Catalogue.Find(code)?.Name.In(language) ?? code;
        var due = facts.RootElement.TryGetProperty("due", out var at)
            ? when.Local(at.GetDateTimeOffset())
            : all["no-due"];
        var name = city.Current.Identity.Name.In(language);
        string Say(string key) => string.Format(
            CultureInfo.InvariantCulture, all[key], number, @class, due, name);
        return new NoticeText(
            Say($"{message.Template}.title"), Say($"{message.Template}.body"));
    }

    // What is no case: a title, a day or an instant it is due, and what is said.
    private NoticeText OfTitled(
        OutboxMessage message, string title, JsonElement facts,
        FrozenDictionary<string, string> all)
    {
        var due = facts.TryGetProperty("day", out var day) ? day.GetString()
            : facts.TryGetProperty("due", out var at) ? when.Local(at.GetDateTimeOffset())
            : all["no-due"];
        var words = facts.TryGetProperty("words", out var said) ? said.GetString() : "";
        string Say(string key) =>
            string.Format(CultureInfo.InvariantCulture, all[key], title, due, words);
        return new NoticeText(
            Say($"{message.Template}.title"), Say($"{message.Template}.body"));
    }

    private static string Fill(string text, string city) =>
        string.Format(CultureInfo.InvariantCulture, text, city);

    private NoticeText OfDigest(
        OutboxMessage message, string language, FrozenDictionary<string, string> all)
    {
        var digest = JsonSerializer.Deserialize<Digest>(message.Body, CaseJournal.Json)!;
        var body = new StringBuilder();
        Group("digest.waiting", digest.Duties.Select(one => Say(
            "digest.line", texts.Get(language, $"Duty.{one.Duty}"), one.Waiting)));
        Group("digest.late", digest.Late.Select(Named));
        Group("digest.soon", digest.Soon.Select(Named));
        if (digest.Told > 0)
        {
            body.AppendLine(Say("digest.told", digest.Told));
        }

        return new NoticeText(
            Say(
                "digest.title", city.Current.Identity.Name.In(language),
                digest.Duties.Sum(one => one.Waiting), digest.Late.Count),
            body.ToString().Trim());

        string Say(string key, params object[] values) =>
            string.Format(Texts.CultureOf(language), all[key], values);

        string Named(DigestCase one) => Say(
            "digest.case", one.Number,
            city.Current.Catalogue.Find(one.Class)?.Name.In(language) ?? one.Class,
            when.Local(one.Due));

        void Group(string title, IEnumerable<string> lines)
        {
            var said = lines.ToList();
            if (said.Count > 0)
            {
                body.AppendLine(all[title]);
                said.ForEach(line => body.AppendLine("- " + line));
                body.AppendLine();
            }
        }
    }
}
