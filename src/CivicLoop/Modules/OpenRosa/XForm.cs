using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Modules.Inspections.Contracts;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>Writes a check list as an XForm (ODK XForms specification): one question an item, its
/// photo only where the item asks for one and something is wrong.</summary>
internal static class XForm
{
    /// <summary>Chosen where there is no such thing at the site.</summary>
    public const string NotApplicable = "na";

    /// <summary>Chosen where a number follows.</summary>
    public const string Seen = "seen";

    private static readonly XNamespace X = "http://www.w3.org/2002/xforms";
    private static readonly XNamespace H = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Jr = "http://openrosa.org/javarosa";
    private static readonly XNamespace Orx = "http://openrosa.org/xforms";

    /// <param name="version">Empty while it is being found out.</param>
    public static string Of(FieldSheet sheet, string id, string version, string language)
    {
        var texts = new List<(string Id, LocalText Text)>();
        var binds = new List<XElement>();
        var data = new XElement(
            X + "data", new XAttribute("id", id), new XAttribute("version", version),
            new XAttribute(XNamespace.Xmlns + "orx", Orx),
            new XElement(X + "start"), new XElement(X + "visit"));
        var body = new List<XElement> { VisitField(texts) };
        binds.Add(Bind("/data/visit", "string", ("required", "true()")));
        binds.Add(new XElement(
            X + "bind", new XAttribute("nodeset", "/data/start"),
            new XAttribute("type", "dateTime"),
            new XAttribute(Jr + "preload", "timestamp"),
            new XAttribute(Jr + "preloadParams", "start")));
        foreach (var item in sheet.Items)
        {
            var question = new XFormItem(item, texts, binds);
            data.Add(question.Data());
            body.Add(question.Body());
        }

        if (sheet.WalkM > 0)
        {
            data.Add(new XElement(X + "walkedM"));
            binds.Add(Bind("/data/walkedM", "int", ("required", "true()")));
            body.Add(Input("/data/walkedM", Label(texts, "walkedM", XFormTexts.Of("Walked"))));
        }

        data.Add(
            new XElement(X + "note"),
            new XElement(Orx + "meta", new XElement(Orx + "instanceID")));
        binds.Add(Bind("/data/note", "string", ("constraint", Short)));
        binds.Add(new XElement(
            X + "bind", new XAttribute("nodeset", "/data/orx:meta/orx:instanceID"),
            new XAttribute("type", "string"), new XAttribute("readonly", "true()"),
            new XAttribute(Jr + "preload", "uid")));
        body.Add(Input("/data/note", Label(texts, "note", XFormTexts.Of("WholeNote"))));
        return Whole(sheet, language, texts, data, binds, body);
    }

    /// <summary>An item's node: its code, as XML allows names.</summary>
    public static string NodeOf(string code) => XmlConvert.EncodeLocalName(code);

    private static string Short => string.Create(
        CultureInfo.InvariantCulture, $"string-length(.) <= {VisitRules.NoteMax}");

    private static string Whole(
        FieldSheet sheet, string language, List<(string Id, LocalText Text)> texts,
        XElement data, List<XElement> binds, List<XElement> body)
    {
        var model = new XElement(
            X + "model",
            new XElement(
                X + "itext",
                Translation("中文", texts, "zh", language),
                Translation("English", texts, "en", language)),
            new XElement(X + "instance", data),
            new XElement(
                X + "instance", new XAttribute("id", "visits"),
                new XAttribute("src", $"jr://file-csv/{OpenRosaForms.VisitsFile}")),
            binds);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new XElement(
            H + "html", new XAttribute(XNamespace.Xmlns + "h", H), new XAttribute("xmlns", X),
            new XAttribute(XNamespace.Xmlns + "jr", Jr),
            new XAttribute(XNamespace.Xmlns + "orx", Orx),
            new XElement(H + "head", new XElement(H + "title", sheet.Kind.In(language)), model),
            new XElement(H + "body", body));
    }

    private static XElement Translation(
        string name, List<(string Id, LocalText Text)> texts, string language, string usual) =>
        new(
            X + "translation", new XAttribute("lang", name),
            language == usual ? new XAttribute("default", "true()") : null,
            texts.Select(one => new XElement(
                X + "text", new XAttribute("id", one.Id),
                new XElement(X + "value", one.Text.In(language)))));

    private static XElement VisitField(List<(string Id, LocalText Text)> texts) => new(
        X + "select1", new XAttribute("ref", "/data/visit"),
        Label(texts, "visit", XFormTexts.Of("Visit")),
        new XElement(
            X + "itemset", new XAttribute("nodeset", "instance('visits')/root/item"),
            new XElement(X + "value", new XAttribute("ref", "name")),
            new XElement(X + "label", new XAttribute("ref", "label"))));

    private static XElement Bind(
        string path, string type, params (string Name, string Value)[] more) => new(
        X + "bind", new XAttribute("nodeset", path), new XAttribute("type", type),
        more.Select(one => new XAttribute(one.Name, one.Value)));

    private static XElement Input(string path, XElement label) =>
        new(X + "input", new XAttribute("ref", path), label);

    private static XElement Label(
        List<(string Id, LocalText Text)> texts, string id, LocalText text)
    {
        texts.Add((id, text));
        return new XElement(X + "label", new XAttribute("ref", $"jr:itext('{id}')"));
    }

    /// <summary>One item as nodes, rules and questions.</summary>
    private sealed class XFormItem(
        FieldItem item, List<(string Id, LocalText Text)> texts, List<XElement> binds)
    {
        private readonly string node = NodeOf(item.Code);

        private string Path => $"/data/{node}";

        public XElement Data() => new(
            X + node,
            new XElement(X + "answer", item.Ask == FieldAsk.Choice ? "" : Seen),
            item.Ask switch
            {
                FieldAsk.Count => [new XElement(X + "found")],
                FieldAsk.Ratio => [new XElement(X + "found"), new XElement(X + "of")],
                FieldAsk.Crossing => [Lane(isTemplate: true), Lane(isTemplate: false)],
                FieldAsk.Choice => Array.Empty<XElement>(),
            },
            new XElement(X + "note"),
            item.PhotoReason is null ? null : new XElement(X + "photo"));

        public XElement Body()
        {
            binds.Add(Bind($"{Path}/answer", "string", ("required", "true()")));
            binds.Add(Bind($"{Path}/note", "string", ("constraint", Short)));
            var questions = new List<XElement> { AnswerField() };
            questions.AddRange(item.Ask switch
            {
                FieldAsk.Count => [Number("found", "Found")],
                FieldAsk.Ratio => [Number("found", "Part"), Number("of", "Whole")],
                FieldAsk.Crossing => [LaneField()],
                FieldAsk.Choice => Array.Empty<XElement>(),
            });
            questions.Add(Asked($"{Path}/note", "note", "Note"));
            if (item.PhotoReason is { } why)
            {
                questions.Add(Photo(why));
            }

            return new XElement(
                X + "group", new XAttribute("ref", Path),
                Label(texts, node, Titled(item.Name)), questions);
        }

        private LocalText Titled(LocalText name) =>
            new($"{item.Code} {name.Zh}", $"{item.Code} {name.En}");

        private XElement AnswerField()
        {
            var choices = item.Ask == FieldAsk.Choice
                ? item.Choices.Select((choice, n) => Choice(
                    string.Create(CultureInfo.InvariantCulture, $"c{n}"), LabelOf(choice, n)))
                : [Choice(Seen, XFormTexts.Of("Seen"))];
            return new XElement(
                X + "select1", new XAttribute("ref", $"{Path}/answer"),
                Label(texts, $"{node}:answer", item.Name),
                choices, Choice(NotApplicable, XFormTexts.Of("NotApplicable")));
        }

        private XElement Choice(string value, LocalText text) => new(
            X + "item", Label(texts, $"{node}:{value}", text), new XElement(X + "value", value));

        private LocalText LabelOf(FieldChoice choice, int n)
        {
            if (choice.State is not null)
            {
                return new LocalText(choice.Grade, choice.Grade);
            }

            if (item.Choices.Count == 2)
            {
                return choice.Found > 0 ? XFormTexts.Of("Yes") : XFormTexts.Of("No");
            }

            var number = choice.Found.ToString(CultureInfo.InvariantCulture);
            return n == item.Choices.Count - 1
                ? XFormTexts.Of("OrMore", number)
                : new LocalText(number, number);
        }

        private XElement Number(string name, string key)
        {
            binds.Add(Bind(
                $"{Path}/{name}", "int", ("required", "true()"), ("constraint", ". >= 0"),
                ("relevant", $"{Path}/answer = '{Seen}'")));
            return Asked($"{Path}/{name}", name, key);
        }

        private XElement Asked(string path, string name, string key) =>
            Input(path, Label(texts, $"{node}:{name}", XFormTexts.Of(key)));

        private static XElement Lane(bool isTemplate) => new(
            X + "lane", isTemplate ? new XAttribute(Jr + "template", "") : null,
            new XElement(X + "lane"), new XElement(X + "yielded"), new XElement(X + "passed"),
            new XElement(X + "fromAt"), new XElement(X + "toAt"));

        private XElement LaneField()
        {
            var lane = $"{Path}/lane";
            binds.Add(Bind(lane, "string", ("relevant", $"{Path}/answer = '{Seen}'")));
            foreach (var (name, type) in new[]
            {
                ("lane", "string"), ("yielded", "int"), ("passed", "int"), ("fromAt", "dateTime"),
                ("toAt", "dateTime"),
            })
            {
                binds.Add(type == "int"
                    ? Bind($"{lane}/{name}", type, ("required", "true()"))
                    : Bind($"{lane}/{name}", type));
            }

            return new XElement(
                X + "group", new XAttribute("ref", lane),
                Label(texts, $"{node}:lanes", XFormTexts.Of("Lane")),
                new XElement(
                    X + "repeat", new XAttribute("nodeset", lane),
                    Asked($"{lane}/lane", "lane", "Lane"),
                    Asked($"{lane}/yielded", "yielded", "Yielded"),
                    Asked($"{lane}/passed", "passed", "Passed"),
                    Asked($"{lane}/fromAt", "fromAt", "From"),
                    Asked($"{lane}/toAt", "toAt", "To")));
        }

        // Only for what is not in order; whoever sees all in order takes no photo.
        private XElement Photo(LocalText why)
        {
            var best = item.Choices.Select((choice, n) => (choice, n))
                .Where(one => !one.choice.IsWrong)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"c{one.n}"))
                .FirstOrDefault();
            var isWrong = item.Ask == FieldAsk.Choice
                ? $"{Path}/answer != '' and {Path}/answer != '{best}' "
                    + $"and {Path}/answer != '{NotApplicable}'"
                : $"{Path}/answer = '{Seen}'";
            binds.Add(item.Ask == FieldAsk.Choice
                ? Bind($"{Path}/photo", "binary", ("relevant", isWrong), ("required", "true()"))
                : Bind($"{Path}/photo", "binary", ("relevant", isWrong)));
            return new XElement(
                X + "upload", new XAttribute("ref", $"{Path}/photo"),
                new XAttribute("mediatype", "image/*"), Label(texts, $"{node}:photo", why));
        }
    }
}
