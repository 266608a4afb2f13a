"""Runs an ONNX encoder through ONNX Runtime's C API, with the native library the .NET code uses (no Python package needed).

Function numbers are positions in OrtApi, which only ever grows at its end.
"""
import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_size_t, c_void_p
from pathlib import Path

import numpy as np

LIBRARY = Path(__file__).resolve().parent.parent / "native/node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1"
API_VERSION, FLOAT, INT64 = 13, 1, 7
(ERROR_MESSAGE, CREATE_ENV, CREATE_SESSION, RUN, CREATE_OPTIONS, OPTIMISATION, THREADS, CREATE_TENSOR, TENSOR_DATA, DIMENSION_COUNT,
 DIMENSIONS, SHAPE, CPU_MEMORY, RELEASE_VALUE, RELEASE_SHAPE) = (2, 3, 7, 9, 10, 23, 24, 49, 51, 61, 62, 65, 69, 96, 99)
INPUTS, OUTPUT = ("input_ids", "attention_mask", "token_type_ids"), "last_hidden_state"


class _ApiBase(ctypes.Structure):
    _fields_ = [("get_api", ctypes.CFUNCTYPE(c_void_p, ctypes.c_uint32)), ("version", c_void_p)]


class OnnxEncoder:
    def __init__(self, path, threads=1, library=LIBRARY):
        native = ctypes.CDLL(str(library))
        native.OrtGetApiBase.restype = POINTER(_ApiBase)
        self.table = ctypes.cast(native.OrtGetApiBase().contents.get_api(API_VERSION), POINTER(c_void_p))
        self.env, self.options, self.session, self.memory = (c_void_p() for _ in range(4))
        self.call(CREATE_ENV, c_int(3), c_char_p(b"notify"), byref(self.env))
        self.call(CREATE_OPTIONS, byref(self.options))
        self.call(OPTIMISATION, self.options, c_int(99))
        self.call(THREADS, self.options, c_int(threads))
        self.call(CREATE_SESSION, self.env, c_char_p(str(path).encode()), self.options, byref(self.session))
        self.call(CPU_MEMORY, c_int(1), c_int(0), byref(self.memory))

    def function(self, index, *arguments):
        by_reference = type(byref(c_int()))
        types = [c_void_p if isinstance(a, by_reference) else type(a) for a in arguments]
        return ctypes.CFUNCTYPE(c_void_p, *types)(self.table[index])

    def call(self, index, *arguments):
        status = self.function(index, *arguments)(*arguments)
        if status:
            message = ctypes.CFUNCTYPE(c_char_p, c_void_p)(self.table[ERROR_MESSAGE])(status)
            raise RuntimeError(message.decode())

    def __call__(self, ids, mask):
        """last_hidden_state, count × tokens × width, of int64 ids and mask (count × tokens)."""
        shape = (c_int64 * 2)(*ids.shape)
        held = [np.ascontiguousarray(a, np.int64) for a in (ids, mask, np.zeros_like(ids))]
        tensors = (c_void_p * 3)()
        for i, array in enumerate(held):
            tensor = c_void_p()
            self.call(CREATE_TENSOR, self.memory, c_void_p(array.ctypes.data), c_size_t(array.nbytes),
                      ctypes.cast(shape, c_void_p), c_size_t(2), c_int(INT64), byref(tensor))
            tensors[i] = tensor.value
        names = (c_char_p * 3)(*(n.encode() for n in INPUTS))
        output_name, output = (c_char_p * 1)(OUTPUT.encode()), (c_void_p * 1)()
        self.call(RUN, self.session, c_void_p(), ctypes.cast(names, c_void_p), ctypes.cast(tensors, c_void_p), c_size_t(3),
                  ctypes.cast(output_name, c_void_p), c_size_t(1), ctypes.cast(output, c_void_p))
        try:
            return self.copy_of(output[0])
        finally:
            for tensor in [*tensors, output[0]]:
                self.function(RELEASE_VALUE, c_void_p(tensor))(tensor)

    def copy_of(self, value):
        info, count, data = c_void_p(), c_size_t(), c_void_p()
        self.call(SHAPE, c_void_p(value), byref(info))
        self.call(DIMENSION_COUNT, info, byref(count))
        sizes = (c_int64 * count.value)()
        self.call(DIMENSIONS, info, ctypes.cast(sizes, c_void_p), c_size_t(count.value))
        self.function(RELEASE_SHAPE, info)(info)
        self.call(TENSOR_DATA, c_void_p(value), byref(data))
        shape = tuple(sizes)
        return np.ctypeslib.as_array(ctypes.cast(data, POINTER(ctypes.c_float)), shape).copy()
