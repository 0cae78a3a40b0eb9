using System.Collections;
using System.Threading.Tasks;

namespace BadDeviceCode;

public interface IDefault
{
    int Body() // bad: interface-body
    {
        return 1;
    }
}

public class Kinds
{
    private int[,] _grid; // bad: array-rank
    private volatile int _flag; // bad: volatile

    public int Sum()
    {
        _grid = new int[2, 3]; // bad: array-rank
        _flag = 1;
        return _grid[1, 2] + _flag; // bad: array-rank
    }

    public int Checked(int a, int b, long c)
    {
        a = checked(a + b); // bad: checked
        checked
        {
            b *= a; // bad: checked
        }

        return checked((short)c) + a; // bad: checked
    }

    public unsafe int Stack()
    {
        int* values = stackalloc int[4]; // bad: stackalloc, pointers
        return values[0];
    }

    public unsafe int Pointer()
    {
        delegate*<int> function = &One; // bad: pointers
        return function(); // bad: pointers
    }

    public IEnumerable Yielded() // bad: state-machine
    {
        yield return 1;
    }

    public async Task Waited() // bad: state-machine
    {
        await Task.Delay(1);
    }

    [Row("a", null)]
    public int Given(string name) // bad: attribute-null
    {
        return name == null ? 0 : 1;
    }

    private static int One() => 1;
}
