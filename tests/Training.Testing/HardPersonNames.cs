using System.Text;

namespace Training.Testing;

/// <summary>Our own hard names, and those of the list beside the repository where it lies.</summary>
public static class HardPersonNames
{
    private static readonly string[] Own =
    [
        "李𬱖", "张㛃", "䶮天宝", "\uE863天宝", "赵𬍛", "〇建国", "单桂兰", "尉迟敏", "万俟芳", "仇爱华", "解放", "盖玉英", "区志强", "第五文", "欧阳建国",
        "阿卜杜热合曼·阿卜杜拉", "阿卜杜热合曼•阿卜杜拉", "阿卜杜热合曼．阿卜杜拉", "依干木比尔迪·麦麦提阿卜杜拉·吐尔逊尼亚孜·阿不力克木", "李 明", "李　明",
        " 王芳", "王芳\u200B", "王芳\uFEFF", "王芳(小)", "张伟2", "王氏", "JOHN SMITH", "田中 美咲", "Nguyễn Thị Hoa".Normalize(NormalizationForm.FormD), "王⼩平", "=1+1", "@王芳",
    ];

    public static IReadOnlyList<string> All()
    {
        var file = Path.Combine(Repository(), "..", "shared", "data", "names.tsv");
        var listed = File.Exists(file)
            ? File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).Where(cells => cells[0] == "fullname-edge").Select(cells => cells[1])
            : [];
        return [.. Own, .. listed];
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Training.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
